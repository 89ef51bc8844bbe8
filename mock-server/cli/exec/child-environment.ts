const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'];
const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];

/**
 * The environment of a command that runs against a stand-in: ours, with the stand-in's address for itself and for each
 * API (`NAME_BASE_URL`), and no proxy between.
 * @param url without a slash at the end
 * @param apis their names
 * @param adminToken what the control plane asks for, if it does
 */
export function environmentFor(
  env: NodeJS.ProcessEnv,
  url: string,
  apis: readonly string[],
  adminToken?: string,
): NodeJS.ProcessEnv {
  const addresses = apis.map((name) => [`${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}_BASE_URL`, url]);
  const token = adminToken === undefined ? {} : { FLOWX_MOCK_ADMIN_TOKEN: adminToken };
  return { ...env, FLOWX_MOCK_URL: url, ...token, ...Object.fromEntries(addresses), ...withoutProxy(env) };
}

/** Where requests go through a proxy, those to this machine must not: the proxy would look for us on its own. */
function withoutProxy(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (!PROXIES.some((name) => env[name] || env[name.toLowerCase()])) return {};
  // Some programs read the one, some the other, and those that read both take only one of them.
  const of = (name: string, twin: string) => exceptLoopback(env[name] || env[twin] || '');
  return { NO_PROXY: of('NO_PROXY', 'no_proxy'), no_proxy: of('no_proxy', 'NO_PROXY') };
}

function exceptLoopback(written: string): string {
  const names = written.split(/[\s,]+/).filter((name) => name !== '');
  if (names.includes('*')) return written;
  return [...new Set([...names, ...LOOPBACK])].join(',');
}
