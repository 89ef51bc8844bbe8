import type { LeftOutCall } from './operation.ts';
import { Pages } from './pages.tsx';

/** Calls that are known and not answered, each with the reason and what to do instead. */
export function LeftOutCalls({ calls }: { calls: LeftOutCall[] }) {
  return (
    <details>
      <summary>Left out on purpose ({calls.length})</summary>
      <ul class="rows">
        {calls.map(({ methods, paths, whose, why, page, instead }) => (
          <li key={`${methods} ${paths}`}>
            <div>
              <strong class="mono">
                {methods.join(', ')} {paths[0]}
              </strong>
              {paths.length > 1 && (
                <span class="soft" title={paths.join('\n')}>
                  {' '}
                  and {paths.length - 1} more spellings
                </span>
              )}
              <p>
                A call of {whose}: {why}. {instead}
              </p>
              <Pages sources={[page]} />
            </div>
          </li>
        ))}
      </ul>
    </details>
  );
}
