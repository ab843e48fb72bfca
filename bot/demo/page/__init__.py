"""The page: what the stand-in for Slack holds, drawn as Slack draws it, with everything that can be pressed.

    workspace -> drawing (markup, dates, rich, mrkdwn, fields, elements, blocks, messages, views)
              -> frame (a whole page, or its parts) -> site (HTTP on loopback) -> a browser
    a browser -> site (gate) -> filled (a form's values) -> deeds -> the stand-in's Crowd -> the Bolt app

Drawing is pure. Nothing is remembered but what people typed into a modal so far (drafts).
"""

from bot.demo.page.site import Page

__all__ = ["Page"]
