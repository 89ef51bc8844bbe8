import { BlockList, isIPv6 } from 'node:net';
import type { Diagnosis } from '../examination/diagnosis.ts';

/** Proxy variables that catch requests to the stand-in. */
export const proxyVariables: Diagnosis = ({ env, origin, assignment }) => {
  const { hostname, port, protocol } = new URL(origin);
  const own = protocol === 'https:' ? ['HTTPS_PROXY', 'https_proxy'] : ['HTTP_PROXY', 'http_proxy'];
  const names = [...own, 'ALL_PROXY', 'all_proxy'].filter((name) => env[name]);
  const exceptions = env.no_proxy ?? env.NO_PROXY ?? '';
  if (names.length === 0 || isExcepted(exceptions, hostname, port)) return [];
  const wanted = [...exceptions.split(',').filter(Boolean), 'localhost', '127.0.0.1', '::1', hostname];
  return [
    {
      name: 'proxy-variables',
      what: `${names.join(', ')} catches requests to ${hostname}`,
      where: `${names.map((name) => `${name}=${withoutPassword(env[name] ?? '')}`).join(', ')}; NO_PROXY=${exceptions || '(not set)'}`,
      why: 'Clients that honour these variables ask the proxy, which does not know your machine: they get its error page, or nothing.',
      mend: assignment('NO_PROXY', [...new Set(wanted)].join(',')),
    },
  ];
};

/** As curl and most clients read it: `*`, a host, a domain with or without a dot before it, each with or without a port. */
function isExcepted(exceptions: string, hostname: string, port: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return exceptions
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((rule) => {
      if (rule.includes('/')) return isWithin(host, rule);
      const [, name = rule, only] = rule.match(/^\[?(.*?)\]?(?::(\d+))?$/) ?? [];
      const plain = rule === '::1' ? rule : name.replace(/^\*?\./, '');
      if (only !== undefined && rule !== '::1' && only !== port) return false;
      return rule === '*' || host === plain || host.endsWith(`.${plain}`);
    });
}

/** Some clients take networks, too: `127.0.0.0/8`. */
function isWithin(host: string, network: string): boolean {
  const [address = '', length = ''] = network.split('/');
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  try {
    const list = new BlockList();
    list.addSubnet(address, Number(length), family);
    return list.check(host, isIPv6(host) ? 'ipv6' : 'ipv4');
  } catch {
    return false;
  }
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//***@');
}
