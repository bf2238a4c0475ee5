// Where the window was and how large, as kept between starts, fitted to the screens there are now.

export type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
export type WindowPlace = { readonly width: number; readonly height: number; readonly x?: number; readonly y?: number; readonly maximized: boolean };

export const LEAST = { width: 640, height: 480 };
const FIRST: WindowPlace = { width: 1120, height: 760, maximized: false };
/** Pixels of the title bar that have to be in reach of the pointer. */
const IN_REACH = 64;

/** What was kept is checked, as anybody may write into that file; on no screen of now it is let go of. */
export function windowPlace(kept: unknown, screens: readonly Area[]): WindowPlace {
  const { x, y, width, height, maximized } = (typeof kept === "object" && kept !== null ? kept : {}) as { readonly [member in keyof WindowPlace]?: unknown };
  if (![x, y, width, height].every(Number.isSafeInteger)) return FIRST;
  const area = { x, y, width, height } as Area;
  const screen = screens.find((one) => inReach(area, one));
  if (screen === undefined) return FIRST;
  return {
    x: area.x,
    y: area.y,
    width: fitted(area.width, LEAST.width, screen.width),
    height: fitted(area.height, LEAST.height, screen.height),
    maximized: maximized === true,
  };
}

function inReach(window: Area, screen: Area): boolean {
  const seen = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  return seen >= IN_REACH && window.y >= screen.y && window.y <= screen.y + screen.height - IN_REACH;
}

function fitted(length: number, least: number, most: number): number {
  return Math.max(least, Math.min(length, most));
}
