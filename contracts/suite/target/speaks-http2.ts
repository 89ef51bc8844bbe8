import { connect } from 'node:http2';

/** Milliseconds for an answer by HTTP/2. */
const PATIENCE = 2000;

/** Whether a server answers by HTTP/2; asked where HTTP/1.1 leads to nothing. */
export function speaksHttp2(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const session = connect(url);
    const end = (speaks: boolean): void => {
      clearTimeout(late);
      session.destroy();
      resolve(speaks);
    };
    const late = setTimeout(() => end(false), PATIENCE);
    session.on('error', () => end(false));
    session.on('remoteSettings', () => end(true));
  });
}
