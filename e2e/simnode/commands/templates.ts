/** Names of templates, as recorded on the node. */
export const WEB_TEMPLATES: readonly string[] = (
  'castopod chevereto classicpress cms_made_simple codeigniter contao_from_5 contao_until_49 craftcms datalife_engine default dokuwiki ' +
  'dolibarr drupal drupal-composer drupal-social flarum flarum-composer forgejo gitea grav joomla laravel magento mautic modx moodle no-php ' +
  'odoo opencart opengist openproject osticket owncloud phpbb piwik prestashop projectsend pyrocms sendy shopware suspended symfony2-3 ' +
  'symfony4-5 thunder vvveb webasyst wordpress wordpress-disable-xmlrpc wordpress-disable-xmlrpc-http3 wordpress-http3 wordpress_mu_subdir ' +
  'wordpress_mu_subdir-http3 yourls'
).split(' ');

export const BACKEND_TEMPLATES: readonly string[] = ['PHP-8_2', 'default', 'no-php', 'socket'];
