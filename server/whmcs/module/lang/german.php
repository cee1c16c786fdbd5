<?php

return [
    'title' => 'Ihr Hosting',
    'loading' => 'Ihr Hosting wird geladen …',
    'slow' => 'Das dauert länger als sonst. Sie können Ihr Hosting in einem eigenen Tab öffnen.',
    'openPanel' => 'In neuem Tab öffnen',
    'unavailable' => 'Ihr Hosting kann hier gerade nicht angezeigt werden. Es selbst ist davon nicht betroffen. Bitte versuchen Sie es in einigen Minuten noch einmal.',
    'tryAgain' => 'Noch einmal versuchen',
    'tryAgainFailed' => 'Das kann im Moment nicht noch einmal versucht werden. Bitte wenden Sie sich an den Support.',
    'pending' => 'Dieses Paket ist noch nicht eingerichtet. Das beginnt von selbst, sobald die Bestellung bezahlt und angenommen ist.',
    'suspended' => 'Dieses Paket ist gesperrt. Nichts davon ist verloren: Nach der Freigabe ist alles wieder wie zuvor.',
    'terminated' => 'Dieses Paket ist beendet.',
];
