/** Review: source. The one mailbox of a name under the provider’s domain. */
const words = {
  title: 'Email',
  address: 'Your address',
  size: 'It holds',
  open: 'Open webmail',
  what: 'email address',
} as const;
export default words;
