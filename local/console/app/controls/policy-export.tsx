import { useState } from 'preact/hooks';
import type { PolicyAnswer } from '../../control/policy.ts';
import { scrollable } from '../parts/scrollable.ts';

/** What to write into the configuration to keep the policy that was tried. */
export function PolicyExport({ answer, onRelease }: { answer: PolicyAnswer; onRelease(): void }) {
  const [isCopied, setCopied] = useState(false);
  const text = JSON.stringify(answer.fragment, null, 2);
  const isChanged = Object.keys(answer.override).length > 0;
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true));
  return (
    <section class="card" aria-labelledby="export-heading">
      <h3 id="export-heading">Export</h3>
      {isChanged ? (
        <>
          <p class="muted">Put these fields into the queue of this name in the configuration, then deploy.</p>
          <pre {...scrollable}>
            <code>{text}</code>
          </pre>
          <div class="buttons">
            <button type="button" class="primary" onClick={copy}>
              {isCopied ? 'Copied' : 'Copy'}
            </button>
            <button type="button" onClick={onRelease}>
              Back to the configuration
            </button>
          </div>
        </>
      ) : (
        <p class="empty">Nothing differs from the configuration. Move a slider to try something.</p>
      )}
    </section>
  );
}
