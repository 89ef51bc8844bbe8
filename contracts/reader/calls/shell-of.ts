import { CMD, POSIX, POWERSHELL, type Shell } from './shells.ts';

const BY_NAME: Readonly<Record<string, Shell>> = { posix: POSIX, cmd: CMD, powershell: POWERSHELL };

/**
 * The shell that a terminal most likely has; `FLOWX_MOCK_SHELL` (`posix`, `cmd`, `powershell`) says it for certain.
 * @param platform as of `process.platform`
 */
export function shellOf(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): Shell {
  const named = BY_NAME[(env.FLOWX_MOCK_SHELL ?? '').toLowerCase()];
  // Git Bash and its kin have a SHELL on Windows, too.
  if (named || platform !== 'win32' || env.SHELL) return named ?? POSIX;
  // Every program has two folders of modules there; PowerShell adds those of the user.
  return (env.PSModulePath ?? '').split(';').filter(Boolean).length > 2 ? POWERSHELL : CMD;
}
