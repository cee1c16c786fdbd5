<?php

declare(strict_types=1);

use StandIn\Core;
use StandIn\Layout;
use StandIn\State;

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
$alert = $problem === '' ? '' : '<p role="alert" class="alert alert-danger">' . Layout::text($problem) . '</p>';
Layout::page('Order', '<h2>Overview</h2><a href="/">Order</a><h2>See also</h2><a href="/admin">Admin area</a>', <<<HTML
<section class="box"><h1>Order hosting</h1><div class="inside">$alert
<form class="stack" method="post" action="/order"><label for="product">Product</label><select id="product" name="product">$products</select>
<label for="domain">Your domain</label><input id="domain" name="domain" required placeholder="rosas-bakery.com"><button>Order now</button></form></div></section>
HTML);
