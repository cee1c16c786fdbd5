<?php

declare(strict_types=1);

use StandIn\Layout;
use StandIn\State;

$state = State::logs();
$section = static fn (string $title, string $table): string => "<section class=\"box\"><h2>$title</h2><div class=\"inside\">" . Layout::table(array_slice(array_reverse($state[$table]), 0, 25)) . '</div></section>';
Layout::page('Logs and mails', Layout::adminSide(), $section('Mails that went out', 'outbox') . $section('Module Queue', 'queue') . $section('Activity Log', 'activity') . $section('Module Log', 'modulelog') . $section('Local API', 'apilog'));
