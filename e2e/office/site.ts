import { png } from './png.ts';
import type { Random } from './random.ts';

/** A file of the site; `mode` is 0644 unless given. */
export type SiteFile = { path: string; content: string | Buffer; mode?: number };

const DUMP_BYTES = 200_000;
const PRODUCTS = [
  'planter',
  'trowel',
  'watering can',
  'twine',
  'seed tray',
  'pruning saw',
  'kneeler',
  'hose reel',
  'cold frame',
  'compost bin',
  'rain gauge',
  'bird table',
];
const SENTENCES = [
  'We deliver on weekdays, and on Saturdays before noon.',
  'The shop is closed on the second Tuesday of the month.',
  'Ask at the counter for the catalogue of this season.',
  '春の新商品を入荷しました。',
  '営業時間は午前九時から午後六時までです。',
  'ご注文はお電話またはメールで承ります。',
];

/** Every file of a small shop's web site, the same for the same numbers; all paths are relative. */
export function siteFiles(numbers: Random): SiteFile[] {
  const pages = ['index', 'about', 'contact', 'news', 'products', 'faq', 'privacy', 'access', '会社概要', '採用情報'];
  const notices = ['お知らせ/2025年4月', 'お知らせ/2025年5月', 'お知らせ/夏季休業の ご案内'];
  return [
    ...[...pages, ...notices].map((name) => ({ path: `${name}.html`, content: page(name, numbers) })),
    ...PRODUCTS.map((name) => ({ path: `products/${name}.html`, content: page(name, numbers) })),
    ...Array.from({ length: 12 }, (_, at) => ({
      path: `img/photo-${String(at + 1).padStart(2, '0')}.png`,
      content: photo(numbers),
    })),
    ...['店舗.png', 'staff party.png', 'garden.png', 'roof.png'].map((name) => ({
      path: `uploads/2025/${name}`,
      content: photo(numbers),
    })),
    {
      path: 'css/site.css',
      content: 'body { margin: 0 auto; max-width: 60rem; font: 1rem/1.6 sans-serif; }\nmain { padding: 1rem; }\n',
    },
    { path: 'css/print.css', content: '@media print { nav { display: none; } }\n' },
    {
      path: 'js/menu.js',
      content: "document.querySelector('nav').addEventListener('click', () => document.body.classList.toggle('open'));\n",
    },
    {
      path: 'js/form.js',
      content:
        "const form = document.forms[0];\nform?.addEventListener('submit', (event) => form.checkValidity() || event.preventDefault());\n",
    },
    { path: 'img/logo.svg', content: svg('#2e7d32') },
    { path: 'img/icon.svg', content: svg('#1565c0') },
    { path: 'db/site.sql', content: databaseDump(numbers) },
    {
      path: 'config/settings.php',
      content: `<?php return ['db' => 'site', 'password' => '${numbers.int(1e8, 1e9)}'];\n`,
      mode: 0o600,
    },
    { path: 'bin/cron.sh', content: '#!/bin/sh\nexec php cron.php\n', mode: 0o755 },
    { path: 'documents/見積書 テンプレート.csv', content: '品名,数量,単価\n植木鉢,10,480\n' },
    { path: `documents/Mr. O'Neill's "special" offer.txt`, content: 'Ten per cent off on Fridays.\n' },
    { path: 'documents/100% wool & $5 [new].txt', content: 'Blankets, while stocks last.\n' },
    { path: 'documents/-draft.txt', content: 'To be written.\n' },
    { path: 'cache/.keep', content: '' },
    { path: '.htaccess', content: 'Options -Indexes\nDirectoryIndex index.html\n' },
    { path: 'robots.txt', content: 'User-agent: *\nDisallow: /config/\n' },
    {
      path: 'sitemap.xml',
      content: '<?xml version="1.0"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>\n',
    },
  ];
}

/** A small picture that no other call gives again. */
export function photo(numbers: Random): Buffer {
  const [red, green, blue] = [numbers.int(40, 200), numbers.int(40, 200), numbers.int(40, 200)];
  return png(48, 32, (x, y) => [red + (x % 50), green + y, (blue + numbers.int(0, 40)) % 256]);
}

/** A line of news for a page. */
export function paragraph(numbers: Random): string {
  return `<p>${numbers.pick(SENTENCES)} (${numbers.int(100, 999)})</p>`;
}

/** One order, as a line of the database dump. */
export function orderRow(numbers: Random): string {
  const amount = `${numbers.int(1, 99)}.${numbers.int(10, 99)}`;
  return `INSERT INTO orders VALUES (${numbers.int(1e5, 1e6)}, '${numbers.pick(PRODUCTS)}', '${numbers.pick(SENTENCES)}', ${amount});\n`;
}

function page(title: string, numbers: Random): string {
  const paragraphs = Array.from({ length: numbers.int(3, 9) }, () => paragraph(numbers));
  return `<!doctype html>\n<html lang="ja">\n<head><meta charset="utf-8"><title>${title}</title><link rel="stylesheet" href="/css/site.css"></head>\n<body>\n<nav>…</nav>\n<main>\n<h1>${title}</h1>\n${paragraphs.join('\n')}\n</main>\n</body>\n</html>\n`;
}

function svg(colour: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><circle cx="32" cy="32" r="28" fill="${colour}"/></svg>\n`;
}

function databaseDump(numbers: Random): string {
  let dump = 'CREATE TABLE orders (id INT, item TEXT, note TEXT, amount DECIMAL(8,2));\n';
  for (let bytes = dump.length; bytes < DUMP_BYTES;) {
    const row = orderRow(numbers);
    bytes += Buffer.byteLength(row);
    dump += row;
  }
  return dump;
}
