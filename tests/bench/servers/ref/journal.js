const MOST = 10_000;
/** Each entry takes the place of the oldest one. */
const entries = new Array(MOST).fill(undefined);
let count = 0;

/** The requests received, the oldest first to go. */
export const journal = {
  next() {
    count += 1;
    return `req_${count}`;
  },

  add({ id, at, request, data, status, headers, body, startedAt }) {
    const { authorization, ...others } = request.headers;
    entries[count % MOST] = {
      id,
      at,
      method: request.method,
      url: request.url,
      headers: { ...others, authorization: authorization && 'Bearer ***' },
      data,
      status,
      answer: { headers, body },
      durationMs: performance.now() - startedAt,
    };
  },
};
