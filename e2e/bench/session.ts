import { login } from '#e2e/stage.ts';

/** A browser's session, so that the dashboard's own calls and pages are answered too. */
export async function sessionCookie(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/trpc/session.login`, { method: 'POST', headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }, body: JSON.stringify(login) });
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
