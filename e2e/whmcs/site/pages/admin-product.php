<?php

declare(strict_types=1);

use StandIn\Core;
use StandIn\Layout;
use WHMCS\Database\Capsule;

/** Module settings of a product: what the module asks for, drawn by its Type, and saved by position. */

$id = (int) ($_GET['id'] ?? 1);
$fields = hostwright_ConfigOptions(['producttype' => 'hostingaccount', 'isAddon' => false]);
$note = '';
if ($_SERVER['REQUEST_METHOD'] === 'POST') {
    $values = [];
    foreach (array_keys(array_values($fields)) as $at) {
        $values['configoption' . ($at + 1)] = (string) ($_POST['option'][$at + 1] ?? '');
    }
    Capsule::table('tblproducts')->where('id', $id)->update($values);
    $note = '<p role="status" class="alert alert-success">Changes Saved Successfully!</p>';
}
$product = Capsule::table('tblproducts')->where('id', $id)->first();
$rows = '<tr><th scope="row">Module Name</th><td>' . Layout::text(hostwright_MetaData()['DisplayName']) . '</td></tr>';
foreach (array_values($fields) as $at => $field) {
    [$number, $label] = [$at + 1, Layout::text(array_keys($fields)[$at])];
    $name = "id=\"option-$number\" name=\"option[$number]\"";
    $value = (string) $product->{"configoption$number"};
    $options = $field['Options'] ?? null;
    $fault = '';
    if (isset($field['Loader'])) {
        try {
            $options = ($field['Loader'])(Core::serverParams(1));
        } catch (Throwable $why) {
            $fault = '<p role="alert" class="text-danger">' . Layout::text($why->getMessage()) . '</p>';
        }
    }
    $control = match (true) {
        $options !== null => "<select $name>" . implode('', array_map(static fn (string $key, string $word): string => '<option value="' . Layout::text($key) . '"' . ($key === $value ? ' selected' : '') . '>' . Layout::text($word) . '</option>', array_keys($options), $options)) . '</select>',
        $field['Type'] === 'yesno' => "<input type=\"checkbox\" $name value=\"on\"" . ($value === 'on' ? ' checked' : '') . '>',
        default => "<input $name size=\"{$field['Size']}\" value=\"" . Layout::text($value) . '">',
    };
    $rows .= "<tr><th scope=\"row\"><label for=\"option-$number\">$label</label></th><td>$control$fault<small>" . Layout::text($field['Description']) . '</small></td></tr>';
}
$title = Layout::text($product->name);
Layout::page($product->name, Layout::adminSide(), "$note<section class=\"box\"><h1>$title: Module Settings</h1><div class=\"inside\"><form method=\"post\"><table>$rows</table><button>Save Changes</button></form></div></section>");
