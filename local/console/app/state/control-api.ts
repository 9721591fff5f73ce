import { showNotice } from './notices.ts';

/** Asks the control API. What goes wrong is shown as a notice, and the answer is undefined. */
export async function askControl<Answer>(method: 'GET' | 'PUT' | 'POST', path: string, body?: unknown) {
  try {
    const response = await fetch(`/control/${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const answer: unknown = await response.json();
    if (response.ok) return answer as Answer;
    const { error, do: advice } = answer as { error?: string; do?: string };
    showNotice(error ?? `The contact centre answered ${response.status}.`, advice ?? 'Try again.');
  } catch {
    showNotice('The contact centre does not answer.', 'See whether npm start is still running, then try again.');
  }
  return undefined;
}
