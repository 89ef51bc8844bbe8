import { provenanceOf, UNKNOWN } from '../../files/provenance.ts';
import type { Check, CheckFailure, Exchange } from './check.ts';
import { violationsOf } from './violation-failures.ts';

/** The body is of a media type that the contract has for this status, in UTF-8. */
export const contentType: Check = {
  name: 'content-type',
  failuresOf(exchange) {
    const { contract, received } = exchange;
    const undeclared = violationsOf(exchange).filter((violation) => violation.in === 'content-type');
    return [
      ...undeclared.map(({ expected, actual, provenance, promise }) => ({
        sentence: `${contract.operation.id} answered ${received.status} with ${
          actual === null ? 'no Content-Type' : `Content-Type ${actual}`
        }; documented: ${expected}`,
        provenance,
        ...(promise && { promise }),
        expected: String(expected),
        actual: actual === null ? null : String(actual),
      })),
      ...(undeclared.length === 0 ? wrongCharset(exchange) : []),
    ];
  },
};

/** JSON is UTF-8 (RFC 8259); a charset that says otherwise, or other bytes, make clients read it wrongly. */
function wrongCharset({ contract, received }: Exchange): CheckFailure[] {
  const charset = /charset\s*=\s*"?([^";]+)/i.exec(received.headers['content-type'] ?? '')?.[1]?.trim();
  const response = contract.responseFor(received.status);
  if (!response || received.body === '') return [];
  const declared = charset === undefined || /^utf-?8$/i.test(charset) ? undefined : charset;
  if (declared === undefined && !received.garbled) return [];
  const what = declared === undefined ? 'with bytes that are not UTF-8' : `in charset ${declared}`;
  const promise = contract.api.origins.place(response.node);
  return [
    {
      sentence: `${contract.operation.id} answered ${received.status} ${what}; JSON is UTF-8`,
      provenance: provenanceOf(response.node, contract.api.origins) ?? UNKNOWN,
      ...(promise && { promise }),
      expected: 'utf-8',
      actual: declared ?? 'other bytes',
    },
  ];
}
