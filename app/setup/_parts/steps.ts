/** The first start, in its order. A step is done when what it makes is there. */
export const steps = [
  { id: 'owner', label: 'Owner' },
  { id: 'node', label: 'Nodes' },
  { id: 'product', label: 'Product' },
  { id: 'whmcs', label: 'WHMCS' },
  { id: 'order', label: 'Test order' },
] as const;
export type StepId = (typeof steps)[number]['id'];

export const firstOpen = (done: readonly StepId[]): StepId | null => steps.find((step) => !done.includes(step.id))?.id ?? null;
export const stepAfter = (id: StepId): StepId | null => steps[steps.findIndex((step) => step.id === id) + 1]?.id ?? null;
