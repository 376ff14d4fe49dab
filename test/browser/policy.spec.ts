import { expect, test } from '@playwright/test';

test('is ruled by a policy without inline scripts and foreign origins', async ({ page }) => {
  const response = await page.goto('./');
  const header = response?.headers()['content-security-policy'] ?? '';
  const meta = await page
    .locator('meta[http-equiv="Content-Security-Policy"]')
    .getAttribute('content');
  for (const policy of [header, meta]) {
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).toContain("default-src 'none'");
  }
  const refused = await page.evaluate(async () => {
    const violated = new Promise<string>((resolve) =>
      document.addEventListener('securitypolicyviolation', (event) =>
        resolve(event.effectiveDirective),
      ),
    );
    const image = new Image();
    image.src = 'https://example.invalid/beacon.png';
    return violated;
  });
  expect(refused).toBe('img-src');
});
