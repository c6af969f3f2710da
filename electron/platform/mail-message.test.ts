import { expect, it } from 'vitest';
import { mailMessage } from './mail-message.ts';

const mail = { messageId: '<1.modosu@example.org>', to: 'a@example.org', subject: 's', text: 't' };
const made = (change: Partial<typeof mail> = {}) => mailMessage('modosu@example.org', { ...mail, ...change });

it('an ordinary mail is left as it is, and says that a program sends it', () => {
  const text = '一行目\n\tsecond line → end\n';
  expect(made({ subject: '[modosu] web1 → /backup: 失敗', text })).toMatchObject({
    envelope: { from: 'modosu@example.org', to: ['a@example.org'] },
    from: { name: '', address: 'modosu@example.org' },
    to: [{ name: '', address: 'a@example.org' }],
    subject: '[modosu] web1 → /backup: 失敗',
    text,
    messageId: '<1.modosu@example.org>',
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
});

it('a subject is one line of 250 visible characters (attack row N1)', () => {
  expect(made({ subject: 'a\r\nBcc: b\u202e =?utf-8?q?x?=' }).subject).toBe('a\\u{d}\\u{a}Bcc: b\\u{202e} = ?utf-8?q?x?=');
  expect(made({ subject: '👩'.repeat(300) }).subject).toBe('👩'.repeat(250));
});

it('a body keeps its lines and tabs; what is unseen is shown', () => {
  expect(made({ text: 'a\r\nb\rc\td\0\u001b[2J\u202e\u2028e' }).text).toBe('a\nb\nc\td\\u{0}\\u{1b}[2J\\u{202e}\\u{2028}e');
});

it('a Message-ID is one token, with or without its brackets', () => {
  const ids = ['x@y', '<x@y>', ' <x@y>\r\nBcc: <z@y>', 'x'.repeat(999)].map((messageId) => made({ messageId }).messageId);
  expect(ids).toEqual(['<x@y>', '<x@y>', '<x@yBccz@y>', `<${'x'.repeat(200)}>`]);
});
