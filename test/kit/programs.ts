import { execFileSync } from 'node:child_process';

/** For `test(title, { skip: withoutProgram('go') }, …)`: false when the program can be run, else the reason to skip. */
export function withoutProgram(program: string, versionFlag = '--version'): string | false {
  try {
    execFileSync(program, [versionFlag], { stdio: 'ignore' });
    return false;
  } catch {
    return `${program} is not installed here`;
  }
}
