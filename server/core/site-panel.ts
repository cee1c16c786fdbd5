/** The part of the panel's port that is about a website. */
import type { Domain, Hostname, Ipv4, Login } from './names.ts';
import type { Answer } from './panel.ts';
import type { SiteLogName } from './site-log.ts';
import type { Redirect } from './site.ts';

export interface WebDomainFacts {
  ip: string;
  aliases: readonly string[];
  backend: string;
  /** Below `public_html`, empty for that itself; a whole path where it is elsewhere. */
  folder: string;
  ssl: boolean;
  /** Where visitors are sent instead; whatever code the panel holds. */
  redirect: { url: string; code: number } | null;
  forceHttps: boolean;
  hsts: boolean;
  cache: boolean;
  suspended: boolean;
}

export interface SitePanel {
  webDomains: {
    find(login: Login, domain: Domain): Promise<WebDomainFacts | null>;
    add(login: Login, domain: Domain, ip: Ipv4): Promise<Answer>;
    setBackend(login: Login, domain: Domain, template: string): Promise<Answer>;
    /** Refused when there is no such folder, which may undo what was set before in the panel's list. */
    setFolder(login: Login, domain: Domain, folder: string): Promise<Answer>;
    addAlias(login: Login, domain: Domain, alias: Hostname): Promise<Answer>;
    removeAlias(login: Login, domain: Domain, alias: Hostname): Promise<Answer>;
    /** Null: nowhere. */
    setRedirect(login: Login, domain: Domain, redirect: Redirect | null): Promise<Answer>;
    /** Refused, like the next, while there is no certificate. */
    setForceHttps(login: Login, domain: Domain, force: boolean): Promise<Answer>;
    setHsts(login: Login, domain: Domain, hsts: boolean): Promise<Answer>;
    setCache(login: Login, domain: Domain, cache: boolean): Promise<Answer>;
    /** Nobody sees it, and nothing of it is lost. Nothing of it can be set until it is on again. */
    suspend(login: Login, domain: Domain): Promise<Answer>;
    unsuspend(login: Login, domain: Domain): Promise<Answer>;
    /** The last lines of a log as they stand there, whatever is in them; null without the website. */
    log(login: Login, domain: Domain, log: SiteLogName, lines: number): Promise<readonly string[] | null>;
    rebuild(login: Login, domain: Domain): Promise<Answer>;
    remove(login: Login, domain: Domain): Promise<Answer>;
    /** Asks the node's web server for the domain: true when it answers for this name. */
    served(domain: Domain, ip: Ipv4): Promise<boolean>;
  };
}
