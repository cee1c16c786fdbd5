import { expect, it } from 'vitest';
import { type DeedRow, deedsFor } from './history.ts';
import { CUSTOMER, signedAs, signing } from './signature.ts';

const row: DeedRow = { id: 1, kind: 'change', openedBy: CUSTOMER, openedAt: '2026-11-24T10:00:00.000Z', status: 'succeeded', action: 'mail.addMailbox', about: 'info@rosa.com', hands: [] };

it('a customer reads who it was and nobody of the provider’s by name; staff read the name', () => {
  const rows = [row, { ...row, openedBy: 'Jane Doe' }, { ...row, openedBy: signedAs('Jane Doe #4') }, { ...row, openedBy: 'Auto-SSL' }];
  expect(deedsFor('customer', rows).map(({ who, by }) => [who, by])).toEqual([['you', null], ['provider', null], ['provider', null], ['automatic', null]]);
  expect(JSON.stringify(deedsFor('customer', rows))).not.toContain('Jane');
  expect(deedsFor('staff', rows).map(({ by }) => by)).toEqual(['Customer', 'Jane Doe', 'Jane Doe #4, in the customer’s place', 'Auto-SSL']);
});

it('so it is with who had a hand in it later', () => {
  const hands = [{ did: 'retry', by: 'Jane Doe', at: row.openedAt }, { did: 'undo', by: CUSTOMER, at: row.openedAt }] as const;
  expect(deedsFor('customer', [{ ...row, hands }])[0]?.hands).toEqual([{ did: 'retry', who: 'provider', by: null, at: row.openedAt }, { did: 'undo', who: 'you', by: null, at: row.openedAt }]);
  expect(deedsFor('staff', [{ ...row, hands }])[0]?.hands.map(({ by }) => by)).toEqual(['Jane Doe', 'Customer']);
});

it('a suspension that did not work is not told', () => {
  const failed: DeedRow = { ...row, kind: 'suspend', status: 'failed', openedBy: 'WHMCS' };
  expect(deedsFor('customer', [failed, { ...failed, status: 'succeeded' }])).toHaveLength(1);
  expect(deedsFor('staff', [failed])).toHaveLength(1);
});

it('nobody signs with a name that is the customer’s or nobody’s', () => {
  for (const name of ['customer', ' Hostwright ', 'AUTO-SSL', '']) expect(signing(60).safeParse(name).success).toBe(false);
  expect(signing(60).parse(' Jane ')).toBe('Jane');
});
