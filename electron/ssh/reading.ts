import { join } from 'node:path';
import type { Host } from '../contract/host.ts';
import type { Reading } from '../contract/requests.ts';
import type { SshDeps } from './ask-host.ts';
import { writeSshFiles } from './ask-host.ts';
import { readingKey, troubleOf } from './fetch-files-talk.ts';
import { keyFileProblem, readingKeyLine } from './key-file.ts';
import { configName } from './ssh-config.ts';

const answerWithinMs = 30_000;

/** Whether files can be read on a host by the key for that: sftp is asked where it is, and nothing else. */
export async function testReading(deps: SshDeps, host: Host): Promise<Reading> {
  const keyFile = readingKey(host);
  const line = host.readKeyFile === null ? null : await readingKeyLine(deps, host.readKeyFile);
  const answer = (verdict: Reading['verdict'], said = ''): Reading => ({
    verdict,
    facts: { address: host.address, port: host.port, user: host.user, keyFile, line: said },
    keyLine: line && 'line' in line ? line.line : null,
  });
  const problem = line ? ('problem' in line ? line.problem : undefined) : await keyFileProblem(deps, keyFile);
  if (problem) return answer(problem);
  const tool = deps.processes.find('sftp');
  if (tool === undefined) return answer('restricted', 'sftp: command not found');
  let reading = answer('restricted');
  await deps.scratch(async (folder) => {
    await writeSshFiles(deps.files, folder, { ...host, keyFile }, null);
    await deps.files.write(join(folder, 'batch'), 'pwd\n');
    const args = ['-F', `./${configName}`, '-b', './batch', '--', host.id];
    const said = await deps.processes.run({ file: tool, args, cwd: folder, timeoutMs: answerWithinMs, startsSsh: true });
    const trouble = troubleOf({ began: said.stdout !== '', code: said.code, errors: said.stderr, stopped: null });
    if (!trouble) reading = answer('ok');
    else if (trouble.kind === 'unreachable') reading = answer(trouble.cause, trouble.line);
    else reading = answer('restricted', 'line' in trouble ? trouble.line : '');
  });
  return reading;
}
