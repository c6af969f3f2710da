import { spawnSync } from 'node:child_process';

export type Certificate = { key: string; cert: string };

/** Why no certificate can be made here, or `undefined` when one can. */
export const noCertificates = spawnSync('openssl', ['version'], { stdio: 'ignore' }).status === 0 ? undefined : 'needs openssl';

/** A self-signed certificate for these names (`DNS:localhost`, `IP:127.0.0.1`); whoever is told to trust it may. */
export function makeCertificate(...names: readonly string[]): Certificate {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', '-'];
  const what = ['-subj', '/CN=modosu test', '-addext', `subjectAltName=${names.join(',')}`, '-days', '2', '-out', '-'];
  const { status, stdout, stderr } = spawnSync('openssl', ['req', '-x509', ...key, ...what], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const part = (label: RegExp) => label.exec(stdout)?.[0] ?? '';
  return {
    key: part(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/),
    cert: part(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/),
  };
}
