<?php

return [
    'title' => 'Your hosting',
    'loading' => 'Your hosting is loading …',
    'slow' => 'This takes longer than usual. You can open your hosting in a tab of its own.',
    'openPanel' => 'Open in a new tab',
    'unavailable' => 'Your hosting can not be shown here at the moment. It is not affected by that. Please try again in a few minutes.',
    'tryAgain' => 'Try again',
    'tryAgainFailed' => 'This can not be tried again at the moment. Please contact support.',
    'pending' => 'This service is not set up yet. That begins by itself when the order is paid and accepted.',
    'suspended' => 'This service is suspended. Nothing of it is lost: it comes back as it was when it is switched on again.',
    'terminated' => 'This service has ended.',
];
