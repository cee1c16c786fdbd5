/** Names by which one domain stops the web server of a whole node. */

/** The fpm socket path holds 107 characters: one longer domain, or a label over 63, and nginx takes no change at all. */
export function poisonous(domain: string): boolean {
  if (domain.length <= 63 && /^[\x21-\x7e]*$/.test(domain)) return false;
  return domain.length > 82 || domain.split('.').some((label) => label.length > 63 || /\p{Emoji_Presentation}/u.test(label));
}
