<?php

/** Stands in for the module where PHP could not even read it. */

namespace WHMCS\Module\Server\Hostwright;

final class Module
{
    public static function __callStatic($name, $arguments)
    {
        $text = 'The Hostwright module needs PHP 8.1 or newer. This is PHP ' . PHP_VERSION . '.';
        $commands = ['create', 'suspend', 'unsuspend', 'terminate', 'changePassword', 'changePackage', 'renew', 'redeploy', 'retry', 'repair', 'forceTerminate', 'tryAgain', 'usageUpdate'];
        if (in_array($name, $commands, true)) {
            return $text;
        }
        if (in_array($name, ['testConnection', 'listAccounts'], true)) {
            return ['success' => false, 'error' => $text];
        }
        if (in_array($name, ['serviceSignOn', 'adminSignOn'], true)) {
            return ['success' => false, 'errorMsg' => $text];
        }
        return $name === 'metaData' ? ['DisplayName' => 'Hostwright', 'APIVersion' => '1.1', 'RequiresServer' => true] : [];
    }
}
