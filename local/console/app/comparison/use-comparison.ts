import { useEffect, useRef, useState } from 'preact/hooks';
import type { ComparisonAnswer, ComparisonLine, ComparisonProgress } from '../../control/comparison-answer.ts';
import { showNotice } from '../state/notices.ts';

interface RunningComparison {
  answer: ComparisonAnswer | undefined;
  /** While days are played; nothing of it is known at first. */
  progress: Partial<ComparisonProgress> | undefined;
  start(body: object): void;
  stop(): void;
}

/** Asks for one comparison at a time and follows how far it is; it ends with the page that asked. */
export function useComparison(): RunningComparison {
  const [answer, setAnswer] = useState<ComparisonAnswer>();
  const [progress, setProgress] = useState<Partial<ComparisonProgress>>();
  const leaving = useRef<AbortController>();
  const stop = () => {
    leaving.current?.abort();
    leaving.current = undefined;
    setProgress(undefined);
  };
  const start = (body: object) => {
    stop();
    const controller = new AbortController();
    leaving.current = controller;
    setProgress({});
    void follow(body, controller.signal, setProgress)
      .then((result) => result && setAnswer(result))
      .catch(() => {
        if (!controller.signal.aborted) {
          showNotice('The contact centre does not answer.', 'See whether npm start is still running, then try again.');
        }
      })
      .finally(() => leaving.current === controller && stop());
  };
  useEffect(() => () => leaving.current?.abort(), []);
  return { answer, progress, start, stop };
}

async function follow(
  body: object,
  signal: AbortSignal,
  onProgress: (progress: ComparisonProgress) => void,
): Promise<ComparisonAnswer | undefined> {
  const response = await fetch('/control/comparison', {
    ...{ method: 'POST', headers: { accept: 'application/x-ndjson' }, body: JSON.stringify(body), signal },
  });
  for await (const line of linesOf(response)) {
    const told = JSON.parse(line) as ComparisonLine;
    if ('error' in told) showNotice(told.error, told.do);
    else if ('policies' in told) return told;
    else onProgress(told);
  }
  return undefined;
}

async function* linesOf({ body }: Response): AsyncGenerator<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
    const lines = (rest + decoder.decode(chunk.value, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
