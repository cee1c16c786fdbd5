/** Who may see the service's website. Without a reload of the web server a protected site would stand open, so it is made sure of. */
import { visitorName } from '../names.ts';
import { type Handle, itemSteps } from './item.ts';
import { itemOf, type StepContext } from './step.ts';
import { webOf } from './web.ts';

function visitorOf(context: StepContext): Handle<'visitor', true> {
  const item = itemOf(context, 'visitor');
  const { visitors } = context.panel;
  const { login, domain, web } = webOf(context);
  const at = { login, domain, name: visitorName.parse(item.name) };
  return {
    item,
    title: `Visitor ${at.name} of ${domain}`,
    find: async () => ((await visitors.find(at)) ? true : null),
    add: async (_, password) => {
      if (password === null) throw new Error('A visitor is made without a password');
      return visitors.add(at, password);
    },
    setPassword: (password) => visitors.setPassword(at, password),
    differences: () => [],
    settingsOf: () => ({}),
    remove: () => visitors.remove(at),
    serve: () => web.rebuild(login, domain),
  };
}

export const visitor = itemSteps(visitorOf);
