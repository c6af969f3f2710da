export type ReadMail = { headers: { name: string; value: string }[]; body: string };

/** A message of one part as a mail program reads it: headers unfolded and decoded, the body decoded, its lines ended with LF. */
export function readMail(raw: string): ReadMail {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replace(/\r\n(?=[ \t])/g, '')
    .split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return { name: line.slice(0, colon), value: decodedWords(line.slice(colon + 1).trim()) };
  });
  const encoding = headers.find(({ name }) => name === 'Content-Transfer-Encoding')?.value ?? '7bit';
  const body = decodedBody(raw.slice(end + 4), encoding).replaceAll('\r\n', '\n');
  return { headers, body };
}

/** RFC 2047: what stands between two encoded words only parts them. */
const decodedWords = (value: string): string =>
  value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/(?:=\?utf-8\?[bq]\?[^?]*\?=)+/gi, (words) =>
      Buffer.concat([...words.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)].map(([, kind, text]) => word(kind ?? '', text ?? ''))).toString(),
    );

const word = (kind: string, text: string): Buffer =>
  kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : unquoted(text.replaceAll('_', ' '));

function decodedBody(text: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(text, 'base64').toString();
  if (encoding === 'quoted-printable') return unquoted(text.replace(/=\r\n/g, '')).toString();
  return text;
}

const unquoted = (text: string): Buffer =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, byte: string) => String.fromCharCode(parseInt(byte, 16))),
    'latin1',
  );
