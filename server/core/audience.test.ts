import { describe, expect, it } from 'vitest';
import { actions, isAction, laneWords } from './action.ts';
import { eventFor, viewFor } from './audience.ts';
import { aService, events, seeded } from './view.test-data.ts';
import { reduce } from './view.ts';

const MARK = 'web-7.internal';

describe('what a customer is sent', () => {
  it('names no machine, target, command, person or staff sentence: not in a view', () => {
    expect(JSON.stringify(aService(MARK))).toContain(MARK);
    expect(JSON.stringify(viewFor('customer', aService(MARK)))).not.toContain(MARK);
  });
  it('nor in any event', () => {
    for (let seed = 0; seed < 50; seed++) {
      for (const event of events(20, seeded(seed), MARK)) expect(JSON.stringify(eventFor('customer', event))).not.toContain(MARK);
    }
  });
  it('says why a part did not work in words of its lane', () => {
    for (const task of viewFor('customer', aService(MARK)).tasks) expect(task.error).toEqual({ message: laneWords[task.lane].failed, hint: '', code: null });
  });
  it('moves a customer\'s view as far as staff\'s: same states, same progress', () => {
    for (let seed = 0; seed < 20; seed++) {
      const list = events(30, seeded(seed), MARK);
      const staff = list.reduce((view, event) => reduce(view, event).view, aService(MARK));
      const customer = list.reduce((view, event) => reduce(view, eventFor('customer', event)).view, viewFor('customer', aService(MARK)));
      expect(customer).toEqual(viewFor('customer', staff));
    }
  });
});

describe('what staff are sent', () => {
  it('is all there is', () => {
    const view = aService(MARK);
    expect(viewFor('staff', view)).toBe(view);
    for (const event of events(5, seeded(1), MARK)) expect(eventFor('staff', event)).toBe(event);
  });
});

describe('actions', () => {
  it('are told from other words', () => {
    expect(actions.every(isAction)).toBe(true);
    expect(isAction('web.addFTP')).toBe(false);
  });
});
