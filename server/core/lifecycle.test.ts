import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { times } from '#e2e/long.ts';
import { type AccountFact, commands, handlesOf, nextStep, pendingLine, type Situation, table, wishes } from './lifecycle.ts';
import { type OperationKind, type ServiceState, serviceState, serviceStates } from './operation.ts';

describe('the table of requests', () => {
  it('has every request in every state, and refuses with a sentence', () => {
    for (const command of commands) {
      expect(Object.keys(table[command]).toSorted()).toEqual(['none', ...serviceStates].toSorted());
      const sentences = Object.values(table[command]).flatMap((meaning) => (typeof meaning === 'object' ? [meaning.refuse] : []));
      expect(sentences.every((sentence) => /^[A-Z].{10,}$/.test(sentence))).toBe(true);
    }
  });
  it('never refuses what WHMCS repeats until it is told success, unless it can never succeed', () => {
    for (const state of serviceStates) expect([table.terminate[state], table.renew[state]].every((meaning) => typeof meaning === 'string')).toBe(true);
    expect(table.terminate.none).toBe('nothing');
  });
});

describe('what staff can do', () => {
  const names = (state: ServiceState, wanted: Situation['wanted'] = 'active') => handlesOf({ state, wanted }).join(' ');
  it('is what means something in the state, mildest first', () => {
    expect(names('active')).toBe('suspend changePackage changePassword reset redeploy terminate');
    expect(names('suspended', 'suspended')).toBe('unsuspend changePackage changePassword redeploy terminate');
    expect(names('active', 'suspended')).toBe('unsuspend changePackage changePassword reset redeploy terminate');
    for (const state of ['deploying', 'failed'] as const) expect(names(state)).toBe('suspend changePackage changePassword redeploy terminate');
    for (const state of ['terminating', 'terminated'] as const) expect(names(state, 'terminated')).toBe('');
  });
});

describe('the line of an open wish', () => {
  const running = (kind: OperationKind) => ({ kind, status: 'running' as const });
  it.each([
    ['deploying', 'suspended', running('deploy'), 'Will be suspended when the deployment has ended'],
    ['active', 'suspended', running('changePackage'), 'Will be suspended when the package change has ended'],
    ['active', 'suspended', running('suspend'), 'Is being suspended'],
    ['active', 'suspended', { kind: 'suspend', status: 'failed' }, 'Should be suspended, but the suspension did not work'],
    ['active', 'suspended', { kind: 'changePackage', status: 'failed' }, 'Should be suspended, but the package change before it did not work'],
    ['suspended', 'active', { kind: 'unsuspend', status: 'cancelled' }, 'Should be unsuspended, but the unsuspension did not work'],
    ['failed', 'suspended', { kind: 'deploy', status: 'failed' }, 'Will be suspended when it is deployed'],
    ['active', 'suspended', { kind: 'deploy', status: 'succeeded' }, 'Will be suspended in a moment'],
    ['terminating', 'terminated', { kind: 'terminate', status: 'failed' }, 'Should be terminated, but the termination did not work'],
  ] as const)('of a service that is %s and should be %s', (state, wanted, newest, line) => expect(pendingLine({ state, wanted }, newest)).toBe(line));
  it('is none where the wish is met', () => {
    for (const wanted of wishes) expect(pendingLine({ state: wanted, wanted }, running('change'))).toBeNull();
    for (const state of ['deploying', 'failed'] as const) expect(pendingLine({ state, wanted: 'active' }, running('deploy'))).toBeNull();
  });
});

interface Model extends Situation {
  running: Exclude<OperationKind, 'change'> | null;
  pursued: boolean;
  failed: string | null;
}
type Act = 'room' | 'suspend' | 'unsuspend' | 'terminate' | 'changePassword' | 'changePackage' | 'create' | 'end' | 'fail' | 'retry';
const acts: readonly Act[] = ['room', 'suspend', 'unsuspend', 'terminate', 'changePassword', 'changePackage', 'create', 'end', 'end', 'end', 'fail', 'retry'];

const made = (model: Model): readonly Situation['accounts'][number][] => model.accounts.map(({ package: name }) => ({ package: name, fact: { suspended: false, package: name, password: model.password } }));
const withFacts = (model: Model, change: Partial<AccountFact>) => model.accounts.map((account) => ({ ...account, fact: account.fact === null ? null : { ...account.fact, ...change } }));

/** The engine in small: what `pursue` does with the core's answers. */
function pursue(model: Model, asked: boolean): Model {
  const step = nextStep(model);
  if (step === 'terminate') return { ...model, running: 'terminate', state: serviceState(model.state, { kind: 'terminate', status: 'running' }), pursued: false, failed: null };
  if (model.running !== null) return { ...model, pursued: true };
  if (step === null || step === 'deploy' || (model.failed === step && !asked)) return { ...model, pursued: false };
  return { ...model, running: step, pursued: false, failed: null };
}

function ended(model: Model): Model {
  const kind = model.running;
  if (kind === null) return model;
  const state = serviceState(model.state, { kind, status: 'succeeded' });
  const accounts = {
    repair: () => model.accounts, deploy: () => made(model), redeploy: () => made(model), reset: () => model.accounts, terminate: () => model.accounts.map((account) => ({ ...account, fact: null })),
    suspend: () => withFacts(model, { suspended: true }), unsuspend: () => withFacts(model, { suspended: false }), changePassword: () => withFacts(model, { password: model.password }),
    changePackage: () => model.accounts.map((account) => ({ ...account, fact: account.fact && { ...account.fact, package: account.package } })),
  }[kind]();
  return pursue({ ...model, state, accounts, running: null, failed: null }, false);
}

function step(model: Model, act: Act, serial: number): Model {
  if (act === 'room') return model.state === 'waiting' && model.wanted !== 'terminated' ? { ...model, state: 'deploying', running: 'deploy' } : model;
  if (act === 'end') return ended(model);
  if (act === 'fail') return model.running === null ? model : pursue({ ...model, state: serviceState(model.state, { kind: model.running, status: 'failed' }), failed: model.running, running: null }, false);
  if (act === 'retry') return model.running === null && model.failed !== null ? { ...model, running: model.failed as Model['running'], state: serviceState(model.state, { kind: model.failed as 'deploy', status: 'running' }), failed: null } : model;
  const meaning = table[act][model.state];
  if (meaning === 'anew') return { ...model, state: 'deploying', wanted: 'active', running: 'deploy', failed: null, password: model.password + 1, accounts: model.accounts.map((account) => ({ ...account, fact: null })) };
  if (meaning !== 'wish') return model;
  if (act === 'changePassword') return pursue({ ...model, password: model.password + 1 }, true);
  if (act === 'changePackage') return pursue({ ...model, accounts: model.accounts.map((account) => ({ ...account, package: `p${serial}` })) }, true);
  return pursue({ ...model, wanted: act === 'suspend' ? 'suspended' : act === 'terminate' ? 'terminated' : 'active' }, true);
}

describe('requests in any order', () => {
  it.each(['deploying', 'waiting'] as const)('of a service that is %s end as the last wish says once nothing fails any more, and a terminated service stays so until it is ordered again', (first) => {
    const start: Model = { wanted: 'active', state: first, password: 1, accounts: [{ package: 'p', fact: null }, { package: 'p', fact: null }], running: first === 'waiting' ? null : 'deploy', pursued: false, failed: null };
    fc.assert(fc.property(fc.array(fc.constantFrom(...acts), { maxLength: 40 }), (list) => {
      let model = start;
      for (const [serial, act] of list.entries()) {
        const before: ServiceState = model.state;
        model = step(model, act, serial);
        expect(before === 'terminated' && act !== 'create' && model.state !== 'terminated').toBe(false);
        expect(before === 'terminating' && model.state !== 'terminating' && model.state !== 'terminated').toBe(false);
      }
      if (model.state === 'waiting') model = step(model, 'room', 0);
      for (let round = 0; round < 12 && (model.running !== null || model.failed !== null); round++) model = model.running === null ? step(model, 'retry', 0) : ended(model);
      expect(model.running).toBeNull();
      expect(model.state).toBe(model.wanted);
      expect(nextStep(model)).toBeNull();
      const facts = model.accounts.flatMap(({ fact }) => (fact === null ? [] : [fact]));
      expect(facts).toHaveLength(model.wanted === 'terminated' ? 0 : 2);
      for (const [at, fact] of facts.entries()) {
        expect(fact.suspended).toBe(model.wanted === 'suspended');
        expect(fact.package).toBe(model.accounts[at]?.package);
        expect(fact.suspended || fact.password === model.password).toBe(true);
      }
    }), { numRuns: times(5000, 100_000) });
  });
});
