"""What learners never read: checking, recording, labs, quizzes. It knows no lesson, no lab and no formula."""
