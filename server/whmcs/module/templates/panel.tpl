{* The panel in the product page. Nothing but escaped values: lib/Template.php renders it as well. *}
<div class="hostwright" id="hostwright" dir="{$hostwright.direction|escape:'html'}" style="text-align:start" data-panel="{$hostwright.panel|escape:'html'}" data-src="{$hostwright.src|escape:'html'}" data-service="{$hostwright.service|escape:'html'}" data-renew="{$hostwright.renew|escape:'html'}" data-theme="{$hostwright.theme|escape:'html'}">
  <div class="hostwright-wait" role="status" style="padding:16px 0">
    <p class="hostwright-loading" style="margin:0 0 8px">{$hostwright.loading|escape:'html'}</p>
    <p class="hostwright-slow" style="margin:0 0 8px" hidden>{$hostwright.slow|escape:'html'}</p>
    <a class="hostwright-open btn btn-default btn-outline-secondary" href="{$hostwright.open|escape:'html'}" target="_blank" rel="noopener">{$hostwright.openLabel|escape:'html'}</a>
  </div>
  <iframe class="hostwright-frame" title="{$hostwright.title|escape:'html'}" referrerpolicy="no-referrer" allow="clipboard-write" sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads" style="display:none;width:100%;min-height:320px;border:0;color-scheme:{$hostwright.scheme|escape:'html'}"></iframe>
</div>
<script src="{$hostwright.script|escape:'html'}" defer></script>
