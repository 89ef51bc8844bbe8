/**
 * A UUID of version 4 that is always the same for the same digest.
 * @param hex at least 32 hexadecimal digits
 */
export function uuidFromDigest(hex: string): string {
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}
