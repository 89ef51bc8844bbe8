import { vi } from 'vitest';

// Before the package is loaded.
vi.useFakeTimers({ now: 978307200000 });
