<?php

declare(strict_types=1);

use StandIn\Core;
use StandIn\Layout;
use StandIn\State;
use StandIn\Theme;

$problem = '';
if ($_SERVER['REQUEST_METHOD'] === 'POST') {
    $id = Core::order(['domain' => trim((string) ($_POST['domain'] ?? '')), 'packageid' => (int) ($_POST['product'] ?? 1)]);
    $problem = Core::command($id, 'CreateAccount');
    if ($problem === 'success') {
        header("Location: /clientarea.php?action=productdetails&id=$id", true, 303);
        return;
    }
}
$products = implode('', array_map(static fn (array $one): string => "<option value=\"{$one['id']}\">" . Layout::text($one['name']) . '</option>', State::read()['tblproducts']));
$theme = Theme::chosen();
$theme->page('Order', ['Overview' => [$theme->link('Order', '/')], 'See also' => [$theme->link('Admin area', '/admin')]], ($problem === '' ? '' : $theme->alert($problem)) . $theme->card('Order hosting', <<<HTML
<form method="post" action="/order"><label for="product">Product</label><select class="form-control" id="product" name="product">$products</select>
<label for="domain">Your domain</label><input class="form-control" id="domain" name="domain" required placeholder="rosas-bakery.com"><button class="btn btn-primary">Order now</button></form>
HTML));
