/** The words of sending mail, and of what is entered for alerts, in English. */
export const mailEn = {
  'mail-trouble.name-not-found': 'the name {{host}} is not known to the network',
  'mail-trouble.refused': '{{host}} refused the connection on port {{port}}',
  'mail-trouble.timed-out': '{{host}} did not answer in time on port {{port}}',
  'mail-trouble.tls-mode': '{{host}} does not speak the chosen kind of encryption on port {{port}}',
  'mail-trouble.no-starttls': '{{host}} offers no encryption on port {{port}}, so nothing was sent',
  'mail-trouble.certificate': 'the certificate of {{host}} cannot be trusted: {{line}}',
  'mail-trouble.login': '{{host}} refused the login of {{user}}: {{line}}',
  'mail-trouble.sender-refused': '{{host}} refused the sender: {{line}}',
  'mail-trouble.recipient-refused': '{{host}} refused the recipient {{to}}: {{line}}',
  'mail-trouble.password-missing': 'the mail password of {{user}} has to be entered again',
  'mail-trouble.try-later': '{{host}} wants it to be tried again later: {{line}}',
  'mail-trouble.rejected': '{{host}} rejected the mail: {{line}}',
  'mail-trouble.connection-lost': 'the connection to {{host}} broke off: {{line}}',

  'mail-fix.name-not-found': 'Check the name of the mail server, and whether this machine is on the network.',
  'mail-fix.refused': 'Check the port: mostly 587 for STARTTLS, 465 for TLS. Is the mail server up?',
  'mail-fix.timed-out': 'Check name and port. A firewall that drops packets, or a provider that closes port {{port}}, looks the same.',
  'mail-fix.tls-mode': 'Choose the other kind: mostly TLS for port 465, STARTTLS for port 587.',
  'mail-fix.no-starttls':
    'Does the server have TLS on port 465? If it offered STARTTLS before, somebody may be in between. Without encryption everybody on the way reads mail and password.',
  'mail-fix.certificate':
    'Is {{host}} the name that stands in it? An authority of your own must be known to this machine (Debian, Ubuntu: /usr/local/share/ca-certificates and update-ca-certificates); then start Modosu again.',
  'mail-fix.login': 'Check user and password. Some providers want a password made for this program only.',
  'mail-fix.sender-refused': 'Use a sender that this server allows, mostly the address that belongs to the login.',
  'mail-fix.recipient-refused': 'Check the address. A server that says it does not relay wants a login first.',
  'mail-fix.password-missing':
    'Enter it in the mail settings. A check that runs without a desktop cannot open the keyring: for it the password must be kept in a file.',
  'mail-fix.try-later': 'It is tried again by itself. If it stays like this, ask whoever looks after the mail server.',
  'mail-fix.rejected': 'Look at what the server says: often a spam filter. Then let it be tried again.',
  'mail-fix.connection-lost': 'Is it a mail server that answers on port {{port}}? If so, it is tried again by itself.',

  'mail-test.sent': '{{host}} has taken the test for {{to}}. Look whether it arrives.',
  'mail.test-subject': '[modosu] test from {{machine}}',
  'mail.test-body': 'This is a test. Alerts from {{machine}} will reach you here.\n',

  'failure.no-keyring':
    'No keyring answers in this session. Let the password be asked for at each start, or keep it in a file that only you can read.',
  'failure.unknown-letter': 'There is no mail {{letter}}.',
  'failure.no-mail': 'Mail with a login is not set up.',

  'invalid.mail-address': 'one address like name@example.org, nothing beside it',
  'invalid.mail-user': 'a login name of up to 254 characters, none of them invisible',
  'invalid.no-recipient': 'at least one recipient',
  'invalid.many-recipients': 'at most 20 recipients',
  'invalid.recipient-twice': 'each recipient only once',
  'invalid.web-address': 'an address that begins with https:// or http://, without a login in it',
  'invalid.log-unwritable': 'a file that this program can write to',
  'invalid.log-path': 'an absolute path of a file, without .. and control characters',
  'invalid.log-size': 'a number of bytes from 10000 to 1000000000',
  'invalid.log-keep': 'a number from 0 to 99',
} as const;
