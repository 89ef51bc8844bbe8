/** Pages of documentation that a promise rests on. What is no address on the web stays a text. */
export function Pages({ sources }: { sources: string[] }) {
  return (
    <>
      {sources.map((page, index) => (
        <span key={page}>
          {index > 0 && ', '}
          {/^https?:\/\//.test(page) ? (
            <a href={page} target="_blank" rel="noreferrer">
              {page}
            </a>
          ) : (
            page
          )}
        </span>
      ))}
    </>
  );
}
