{* One sentence in place of the panel. Nothing but escaped values: lib/Template.php renders it as well. *}
<div class="alert alert-{$hostwright.kind|escape:'html'}" role="status" style="text-align:start">{$hostwright.text|escape:'html'}</div>
