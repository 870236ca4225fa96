"""What can go wrong when a link is filed. A parent never meets these: their page has its own words."""

from app.kit.problems import problem

LinkDiffers = problem("link-differs")
