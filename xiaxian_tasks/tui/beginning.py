"""How the screen begins: on the board, and through the tour where its user has never seen it."""

from typing import TYPE_CHECKING

from xiaxian_tasks.tui import places

if TYPE_CHECKING:
    from xiaxian_tasks.tui.app import Xiaxian


async def begin(app: "Xiaxian") -> None:
    """To the board of a ledger just chosen."""
    await app.show(places.BOARD)
    await tour_once(app)


async def tour_once(app: "Xiaxian") -> None:
    """Show the tour, once for each user; where that cannot be kept, or somebody has gone on already, not at all."""
    from xiaxian_tasks.tui import keep

    if app.current_mode != places.BOARD or len(app.screen_stack) > 1:
        return
    if app.kept.is_lasting and keep.is_first("tour"):
        from xiaxian_tasks.tui.pages.tour import TourScreen

        await app.push_screen(TourScreen())
