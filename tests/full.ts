/** Whether the tests run at their full size: `npm run test:full`. */
export const full = process.env.FLOWX_MOCK_TEST_FULL === '1';
