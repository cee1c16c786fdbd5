/** The pages of the settings. What is no entry of the catalogue (keys, targets, lists) stands on one of them too. */
export const sections = [
  { key: 'whmcs', title: 'WHMCS' },
  { key: 'brand', title: 'Brand' },
  { key: 'tasks', title: 'Tasks and retries' },
  { key: 'ssl', title: 'Auto-SSL' },
  { key: 'provisioning', title: 'Provisioning' },
  { key: 'tickets', title: 'Tickets' },
  { key: 'notifications', title: 'Notifications' },
  { key: 'retention', title: 'Retention' },
  { key: 'keys', title: 'API keys' },
  { key: 'history', title: 'History and transfer' },
] as const;
export type SectionKey = (typeof sections)[number]['key'];
