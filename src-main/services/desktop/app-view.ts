// The view of the program itself, kept current on the board: parts of it are put by whoever knows them.

import type { AppView } from "../../../src-shared/ipc/views-app.ts";
import type { ViewBoard } from "./view-board.ts";

export class AppState {
  readonly #board: ViewBoard;

  constructor(board: ViewBoard) {
    this.#board = board;
  }

  get view(): AppView {
    return this.#board.get("app");
  }

  put(part: Partial<AppView>): void {
    this.#board.put("app", { ...this.view, ...part });
  }
}
