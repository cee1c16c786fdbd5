<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

/** Everything that WHMCS calls. Nothing here throws: a failure is a text, or whatever shape WHMCS expects of one. */
final class Module
{
    private const FAULT = 'The Hostwright module failed inside. The Module Log of WHMCS says where.';

    /** @return array<string, mixed> */
    public static function metaData(): array
    {
        return [
            'DisplayName' => 'Hostwright',
            'APIVersion' => '1.1',
            'RequiresServer' => true,
            'DefaultNonSSLPort' => '80',
            'DefaultSSLPort' => '443',
            'ServiceSingleSignOnLabel' => 'Open the panel',
            'AdminSingleSignOnLabel' => 'Open the dashboard',
            'ListAccountsUniqueIdentifierDisplayName' => 'Login',
            'ListAccountsUniqueIdentifierField' => 'username',
            'ListAccountsProductField' => 'configoption1',
        ];
    }

    /** @return array<string, array<string, mixed>> */
    public static function configOptions(): array
    {
        return Settings::fields();
    }

    /**
     * The only function that may throw: WHMCS shows the message beside the field.
     *
     * @param array<string, mixed> $params
     * @return array<string, string>
     */
    public static function products(array $params): array
    {
        try {
            $found = (new Client(Server::of($params)))->call('service.products')['products'];
        } catch (\Throwable $fault) {
            throw new \Exception(self::words('products', $fault));
        }
        $products = [];
        foreach ($found as $product) {
            $products[$product['slug']] = "{$product['name']} ({$product['slug']}, {$product['mode']})";
        }
        return $products;
    }

    /** @param array<string, mixed> $params */
    public static function create(array $params): string
    {
        return self::command('create', $params, static fn (Commands $commands) => $commands->create());
    }

    /** @param array<string, mixed> $params */
    public static function suspend(array $params): string
    {
        return self::command('suspend', $params, static fn (Commands $commands) => $commands->simply('service.suspend'));
    }

    /** @param array<string, mixed> $params */
    public static function unsuspend(array $params): string
    {
        return self::command('unsuspend', $params, static fn (Commands $commands) => $commands->simply('service.unsuspend'));
    }

    /** @param array<string, mixed> $params */
    public static function terminate(array $params): string
    {
        return self::command('terminate', $params, static fn (Commands $commands) => $commands->simply('service.terminate'));
    }

    /** @param array<string, mixed> $params */
    public static function changePassword(array $params): string
    {
        return self::command('changePassword', $params, static fn (Commands $commands) => $commands->changePassword());
    }

    /** @param array<string, mixed> $params */
    public static function changePackage(array $params): string
    {
        return self::command('changePackage', $params, static fn (Commands $commands) => $commands->changePackage());
    }

    /** @param array<string, mixed> $params */
    public static function renew(array $params): string
    {
        return self::command('renew', $params, static fn (Commands $commands) => $commands->simply('service.renew'));
    }

    /** @param array<string, mixed> $params */
    public static function redeploy(array $params): string
    {
        return self::command('redeploy', $params, static fn (Commands $commands) => $commands->simply('service.redeploy'));
    }

    /** @param array<string, mixed> $params */
    public static function retry(array $params): string
    {
        return self::command('retry', $params, static fn (Commands $commands) => $commands->simply('service.retry'));
    }

    /** @param array<string, mixed> $params */
    public static function repair(array $params): string
    {
        return self::command('repair', $params, static fn (Commands $commands) => $commands->simply('service.repair'));
    }

    /** @param array<string, mixed> $params */
    public static function forceTerminate(array $params): string
    {
        return self::command('forceTerminate', $params, static fn (Commands $commands) => $commands->simply('service.forceTerminate'));
    }

    /**
     * The customer's button: the reason of a refusal is the staff's.
     *
     * @param array<string, mixed> $params
     */
    public static function tryAgain(array $params): string
    {
        $words = Words::of($params);
        return self::command('tryAgain', $params, static fn (Commands $commands) => $commands->simply('service.retry')) === 'success' ? 'success' : $words->say('tryAgainFailed');
    }

    /**
     * @param array<string, mixed> $params
     * @return array{success: bool, error: string}
     */
    public static function testConnection(array $params): array
    {
        try {
            Client::wake();
            $fault = Admin::connectionFault(new Client(Server::of($params)));
            return ['success' => $fault === '', 'error' => $fault];
        } catch (\Throwable $fault) {
            return ['success' => false, 'error' => self::words('testConnection', $fault)];
        }
    }

    /** @return array<string, string> */
    public static function adminButtons(): array
    {
        return ['Retry failed' => 'retry', 'Verify & repair' => 'repair', 'Redeploy' => 'redeploy', 'Force terminate' => 'forceTerminate'];
    }

    /** @return array<string, string> */
    public static function clientButtons(): array
    {
        return [(Words::ofVisitor())->say('tryAgain') => 'tryAgain'];
    }

    /** @return list<string> */
    public static function clientFunctions(): array
    {
        return [];
    }

    /**
     * @param array<string, mixed> $params
     * @return array<string, string>
     */
    public static function tabFields(array $params): array
    {
        try {
            return Admin::fields($params);
        } catch (\Throwable $fault) {
            return ['Hostwright' => Text::html(self::words('tabFields', $fault))];
        }
    }

    /**
     * @param array<string, mixed> $params
     * @return array<string, mixed>
     */
    public static function serviceSignOn(array $params): array
    {
        return self::signOn('serviceSignOn', static fn () => SignOn::service($params));
    }

    /**
     * @param array<string, mixed> $params
     * @return array<string, mixed>
     */
    public static function adminSignOn(array $params): array
    {
        return self::signOn('adminSignOn', static fn () => SignOn::staff($params));
    }

    /**
     * @param array<string, mixed> $params
     * @return array<string, mixed>
     */
    public static function clientArea(array $params): array
    {
        try {
            return ['tabOverviewModuleOutputTemplate' => 'templates/panel.tpl', 'templateVariables' => ['hostwright' => Frame::of($params)]];
        } catch (\Throwable $fault) {
            self::words('clientArea', $fault);
            return ['tabOverviewModuleOutputTemplate' => 'templates/notice.tpl', 'templateVariables' => ['hostwright' => ['kind' => 'warning', 'text' => Words::of($params)->say('unavailable')]]];
        }
    }

    /** @param array<string, mixed> $params */
    public static function customActions(array $params): mixed
    {
        $list = 'WHMCS\Module\Server\CustomActionCollection';
        $action = 'WHMCS\Module\Server\CustomAction';
        if (!class_exists($list) || !class_exists($action)) {
            return [];
        }
        try {
            $actions = new $list();
            $actions->add($action::factory('hostwright-panel', Words::of($params)->say('openPanel'), 'hostwright_ServiceSingleSignOn', [$params], ['productsso']));
            return $actions;
        } catch (\Throwable $fault) {
            // A WHMCS whose classes have changed: its client home page must not break over a menu entry.
            self::words('customActions', $fault);
            return [];
        }
    }

    /** @param array<string, mixed> $params */
    public static function usageUpdate(array $params): string
    {
        try {
            Usage::write(new Client(Server::of($params)), (int) ($params['serverid'] ?? 0));
            return 'success';
        } catch (\Throwable $fault) {
            return self::words('usageUpdate', $fault);
        }
    }

    /** @param array<string, mixed> $params */
    public static function metrics(array $params): ?object
    {
        return interface_exists('WHMCS\UsageBilling\Contracts\Metrics\ProviderInterface') ? new Metrics($params) : null;
    }

    /**
     * @param array<string, mixed> $params
     * @return array<string, mixed>
     */
    public static function listAccounts(array $params): array
    {
        try {
            return ['success' => true, 'accounts' => Usage::accounts((new Client(Server::of($params)))->call('service.accounts', [], Client::LIST)['accounts'])];
        } catch (\Throwable $fault) {
            return ['success' => false, 'error' => self::words('listAccounts', $fault)];
        }
    }

    /** What a person may read of a failure. Those that nobody foresaw are described in the log alone. */
    public static function words(string $action, \Throwable $fault): string
    {
        if ($fault instanceof Problem) {
            return Text::sentence($fault->getMessage());
        }
        Whmcs::logFault($action, $fault);
        return self::FAULT;
    }

    /**
     * @param array<string, mixed> $params
     * @param callable(Commands): mixed $run
     */
    private static function command(string $action, array $params, callable $run): string
    {
        try {
            $run(new Commands($params));
            return 'success';
        } catch (\Throwable $fault) {
            return self::words($action, $fault);
        }
    }

    /**
     * @param callable(): string $url
     * @return array<string, mixed>
     */
    private static function signOn(string $action, callable $url): array
    {
        try {
            return ['success' => true, 'redirectTo' => $url()];
        } catch (\Throwable $fault) {
            return ['success' => false, 'errorMsg' => self::words($action, $fault)];
        }
    }
}
