/** A message in the form of each kind of target. Pure. */
import type { Notice } from '#server/core/notice.ts';

export interface Message {
  id: number;
  event: string;
  title: string;
  items: readonly Notice[];
  count: number;
  /** ISO 8601. */
  at: string;
}

/** `panel` is our own address; null where it is not known, as in a worker that was not told it. */
const linkOf = (panel: string | null, path: string): string | null => (panel === null ? null : panel + path);
const rest = ({ items, count }: Message): string | null => (count > items.length ? `and ${count - items.length} more` : null);

export function mailOf(message: Message, panel: string | null): { subject: string; text: string } {
  const lines = message.items.map((item) => [`${item.subject}: ${item.text}`, linkOf(panel, item.path)].filter((line) => line !== null).join('\n'));
  return { subject: message.title, text: `${[message.title, ...lines, rest(message)].filter((part) => part !== null).join('\n\n')}\n` };
}

export const webhookOf = (message: Message, panel: string | null): string => JSON.stringify({
  id: message.id, event: message.event, title: message.title, count: message.count, at: message.at,
  items: message.items.map(({ subject, text, path, at }) => ({ subject, text, at, url: linkOf(panel, path) })),
});

/** Slack reads three characters as its own. */
const slack = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** What Slack, Mattermost and Rocket.Chat take; Discord by its address with `/slack` at the end. */
export function slackOf(message: Message, panel: string | null): string {
  const lines = message.items.map(({ subject, text, path }) => {
    const link = linkOf(panel, path);
    return `• ${link === null ? slack(subject) : `<${link}|${slack(subject)}>`}: ${slack(text)}`;
  });
  return JSON.stringify({ text: [`*${slack(message.title)}*`, ...lines, rest(message)].filter((line) => line !== null).join('\n') });
}

/** To whoever is let in, or sets a new password. */
export function linkMail({ url, joins, by }: { url: string; joins: boolean; by: string }): { subject: string; text: string } {
  const why = joins ? `${by} invites you to this hosting panel. This link makes your account:` : `${by} has reset your password. By this link you set a new one; the old one does not work any more:`;
  const otherwise = joins ? 'If you do not know of it, leave it alone: nothing is made until it is opened.' : 'If you do not know of it, ask them.';
  return { subject: joins ? 'You are invited' : 'Set a new password', text: `${why}\n\n${url}\n\nIt works once, for three days. ${otherwise}\n` };
}
